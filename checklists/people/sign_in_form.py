from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """allauth's form in our words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.error_messages["required"] = "Enter your username"
        name.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
        password.error_messages["required"] = "Enter your password"
        password.help_text = ""
