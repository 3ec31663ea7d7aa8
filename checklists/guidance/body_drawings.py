"""The drawings of the body map, and the parts of the body that each of them shows.

A drawing that a record was made on never changes: its files stand under the number of its version
in static/images/body-map, and another drawing of the same is another version. Places are parts of
a thousand of the width and the height, the first of a region its middle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Place = tuple[int, int]
WHOLE = 1000
WIDTH = 300  # of the view box of every drawing, and as many pixels of a page


@dataclass(frozen=True)
class Region:
    key: str
    label: str
    places: tuple[Place, ...]

    @property
    def middle(self) -> Place:
        return self.places[0]

    def distance_to(self, x: float, y: float, height: int) -> float:
        """Squared, to the nearest of its places, in units of the drawing."""
        return min(((x - px) * WIDTH) ** 2 + ((y - py) * height) ** 2 for px, py in self.places)


@dataclass(frozen=True)
class Drawing:
    """`key` is the version and the name, as marks keep it; `height` that of the view box."""

    key: str
    title: str
    height: int
    regions: tuple[Region, ...]

    @property
    def slug(self) -> str:
        return self.key.replace("/", "-")

    @property
    def path(self) -> str:
        """Of the file, as static files are named."""
        return f"images/body-map/{self.key}.svg"

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return {region.key: region.label for region in self.regions}

    def region(self, key: str) -> Region | None:
        return next((one for one in self.regions if one.key == key), None)

    def region_at(self, x: int, y: int) -> Region:
        """The region that is nearest to a place."""
        return min(self.regions, key=lambda one: one.distance_to(x, y, self.height))


def one(key: str, label: str, *places: Place) -> tuple[Region, ...]:
    return (Region(key, label, places),)


def both(key: str, label: str, *places: Place, first: str = "right") -> tuple[Region, ...]:
    """A part of the body that there is on either side: `places` are those of the side `first`,
    which is the viewer's left; the other side is its mirror image."""
    second = "left" if first == "right" else "right"
    mirrored = tuple((WHOLE - x, y) for x, y in places)
    return (
        Region(f"{first}_{key}", f"{first.capitalize()} {label}", places),
        Region(f"{second}_{key}", f"{second.capitalize()} {label}", mirrored),
    )


def side(name: str) -> tuple[Region, ...]:
    """The regions of a baby who is seen from one side, facing the viewer's left from the left."""
    regions = (
        ("forehead", "forehead and temple", ((357, 153), (420, 100))),
        ("side_of_head", "side of the head", ((547, 100), (640, 130), (480, 70))),
        ("ear", "ear", ((560, 213),)),
        ("behind_ear", "behind the ear", ((640, 225), (660, 190))),
        ("cheek", "cheek", ((413, 233),)),
        ("neck", "side of the neck", ((497, 335),)),
        ("shoulder", "shoulder", ((523, 400),)),
        ("upper_arm", "upper arm, outside", ((540, 462), (530, 500))),
        ("forearm", "forearm and wrist", ((433, 564), (480, 540))),
        ("hand", "hand", ((360, 582),)),
        ("side_of_chest", "side of the chest", ((390, 440), (620, 440), (400, 480))),
        ("side_of_tummy", "side of the tummy", ((600, 555), (560, 580), (410, 530))),
        ("hip", "hip", ((520, 640), (600, 640), (430, 640))),
        ("thigh", "thigh, outside", ((480, 725), (450, 760))),
        ("lower_leg", "lower leg", ((480, 850), (470, 800))),
        ("foot", "foot and ankle", ((460, 945), (390, 950), (500, 915))),
    )
    mirrored = name == "right"
    return tuple(
        Region(
            f"{name}_{key}",
            f"{name.capitalize()} {label}",
            tuple((WHOLE - x, y) if mirrored else (x, y) for x, y in places),
        )
        for key, label, places in regions
    )


FRONT = (
    *one("head_front", "Head, front", (500, 95), (420, 120), (580, 120)),
    *one("face", "Face", (500, 205), (420, 200), (580, 200), (500, 255)),
    *both("ear", "ear", (307, 196)),
    *one("neck_front", "Neck, front", (500, 335)),
    *both("shoulder", "shoulder", (357, 398)),
    *both("side_of_chest", "side of the chest", (420, 435), (400, 470), (460, 460)),
    *one("tummy", "Tummy", (500, 525), (420, 545), (580, 545), (420, 510), (580, 510)),
    *one("under_nappy_front", "Under the nappy, front", (500, 640), (400, 620), (600, 620)),
    *both("upper_arm", "upper arm, front", (253, 447), (287, 425)),
    *both("elbow", "elbow, inside", (213, 482)),
    *both("forearm", "forearm and wrist", (170, 530), (150, 560)),
    *both("hand", "hand", (137, 585)),
    *both("thigh", "thigh, front", (367, 725), (380, 690), (350, 750)),
    *both("knee", "knee", (340, 785)),
    *both("shin", "shin", (353, 850), (347, 820)),
    *both("foot", "foot and ankle", (347, 940), (365, 905)),
)
BACK = (
    *one("head_back", "Back of the head", (500, 170), (400, 150), (600, 150), (500, 90)),
    *both("back_of_ear", "ear, back", (307, 196), first="left"),
    *one("neck_back", "Back of the neck", (500, 330), (500, 290)),
    *both("shoulder_back", "shoulder, back", (357, 398), first="left"),
    *both("upper_back", "upper back", (420, 445), (440, 480), first="left"),
    *both("lower_back", "lower back", (430, 555), (420, 530), first="left"),
    *both("buttock", "buttock", (420, 640), (380, 625), first="left"),
    *both("upper_arm_back", "upper arm, back", (253, 447), (287, 425), first="left"),
    *both("elbow_back", "elbow, outside", (213, 482), first="left"),
    *both("forearm_back", "forearm, back", (170, 530), (150, 560), first="left"),
    *both("hand_back", "hand, back", (137, 585), first="left"),
    *both("thigh_back", "thigh, back", (367, 725), (380, 690), first="left"),
    *both("knee_back", "back of the knee", (340, 785), first="left"),
    *both("calf", "calf", (353, 850), (347, 820), first="left"),
    *both("heel", "heel", (347, 940), (365, 905), first="left"),
)
HEAD = (
    *one("top_of_head", "Top of the head", (500, 190), (400, 180), (600, 180)),
    *both("forehead", "side of the forehead", (360, 360), (280, 330), (430, 340)),
    *both("temple", "temple", (190, 470)),
    *both("eye", "eye and eyelid", (340, 555)),
    *both("under_eye", "under the eye", (330, 630)),
    *one("nose", "Nose", (500, 610), (500, 530)),
    *both("cheek", "cheek", (270, 730), (230, 670), (320, 780)),
    *both("ear", "ear", (147, 600)),
    *one("lips", "Lips", (500, 765), (430, 765), (570, 765)),
    *both("jaw", "jaw", (300, 860), (220, 800)),
    *one("chin", "Chin", (500, 875)),
)
MOUTH = (
    *one("upper_lip", "Upper lip", (400, 250), (600, 250), (280, 330), (720, 330)),
    *one("upper_fold", "Fold under the upper lip", (500, 290)),
    *one("upper_gum", "Upper gum", (500, 355), (350, 390), (650, 390)),
    *one("palate", "Roof of the mouth", (500, 450), (420, 460), (580, 460)),
    *one("tongue", "Tongue", (500, 580), (400, 590), (600, 590)),
    *both("inside_cheek", "cheek, inside", (230, 520)),
    *one("lower_gum", "Lower gum", (500, 705), (380, 670), (620, 670)),
    *one("lower_fold", "Fold under the tongue or lower lip", (500, 765)),
    *one("lower_lip", "Lower lip", (500, 845), (330, 780), (670, 780)),
)
HANDS = (
    *both("palm", "palm", (253, 260), (220, 290)),
    *both("thumb", "thumb, palm side", (403, 225)),
    *both(
        "fingers", "fingers, palm side", (250, 120), (160, 145), (340, 140), (210, 90), (300, 90)
    ),
    *both("wrist", "wrist, palm side", (253, 350)),
    *both("back_of_hand", "back of the hand", (253, 760), (280, 790)),
    *both("thumb_back", "thumb, back", (97, 725)),
    *both(
        "fingers_back", "fingers, back", (250, 620), (160, 640), (340, 645), (210, 590), (300, 590)
    ),
    *both("wrist_back", "wrist, back", (253, 850)),
)
FEET = (
    *both("sole", "sole", (253, 260), (240, 200), (250, 290)),
    *both("toes", "toes, underside", (260, 90), (330, 90), (180, 110), (140, 140)),
    *both("heel", "heel", (250, 345)),
    *both("top_of_foot", "top of the foot", (253, 720), (260, 680)),
    *both("toes_top", "toes, top", (240, 580), (170, 590), (330, 610), (370, 635)),
    *both("ankle", "ankle", (253, 830)),
)
NAPPY = (
    *one("lower_tummy", "Lower tummy", (500, 150), (350, 130), (650, 130)),
    *both("hip_front", "hip, front", (250, 130), (230, 190)),
    *both("groin", "groin", (350, 270), (300, 240)),
    *one("genitals", "Genitals", (500, 300)),
    *both("inner_thigh", "thigh, front and inside", (250, 370), (360, 390)),
    *one("base_of_spine", "Base of the spine", (500, 580), (500, 530)),
    *both("side_of_bottom", "side of the bottom", (270, 640), (290, 580), first="left"),
    *both("buttock", "buttock", (370, 740), (420, 680), (290, 760), first="left"),
    *one("between_buttocks", "Between the buttocks", (500, 760), (500, 690), (500, 820)),
    *both("thigh_behind", "top of the thigh, behind", (330, 900), first="left"),
)
CURRENT = "1"
DRAWINGS: Mapping[str, Drawing] = {
    drawing.key: drawing
    for drawing in (
        Drawing("1/front", "Front", 450, FRONT),
        Drawing("1/back", "Back", 450, BACK),
        Drawing("1/left", "Left side", 450, side("left")),
        Drawing("1/right", "Right side", 450, side("right")),
        Drawing("1/head", "Head and face", 310, HEAD),
        Drawing("1/mouth", "Mouth", 260, MOUTH),
        Drawing("1/hands", "Hands", 380, HANDS),
        Drawing("1/feet", "Feet", 380, FEET),
        Drawing("1/nappy", "Nappy area", 410, NAPPY),
    )
}


def current_drawings() -> list[Drawing]:
    """Those on which a new mark is made."""
    return [one for key, one in DRAWINGS.items() if key.startswith(f"{CURRENT}/")]
