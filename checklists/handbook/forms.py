"""The form by which the words of a short page are changed."""

from django import forms

from checklists.guidance.markdown import as_stored, problem_in


class ServicePageForm(forms.ModelForm):
    def clean_words(self) -> str:
        """Plain Markdown, as guidance is kept."""
        words = as_stored(self.cleaned_data["words"])
        if problem := problem_in(words):
            raise forms.ValidationError(problem)
        return words
