// Adds, moves and removes marks of a body map where they are pressed, in the inputs that the page
// sends anyway: without this script each press goes to the server, which does the same. A file of
// its own, which only an opened map brings.

const WHOLE = 1000;
const STEP = 12; // as in answers/map_presses.py
const MOVES = {
  "mark-up": [0, -STEP],
  "mark-down": [0, STEP],
  "mark-left": [-STEP, 0],
  "mark-right": [STEP, 0],
};
const SVG = "http://www.w3.org/2000/svg";

const within = (value) => Math.min(Math.max(Math.round(value), 0), WHOLE);
const newId = (number) => {
  const [random] = crypto.getRandomValues(new Uint32Array(1));
  return `${number}-${random.toString(16).padStart(8, "0")}`;
};

class Sheet {
  constructor(element) {
    this.element = element;
    this.key = element.dataset.drawing;
    this.places = JSON.parse(element.dataset.places);
    this.over = element.querySelector("svg");
    const { width, height } = this.over.viewBox.baseVal;
    this.width = width;
    this.height = height;
  }

  fractionOf({ clientX, clientY }) {
    const box = this.element.getBoundingClientRect();
    const across = ((clientX - box.left) / box.width) * WHOLE;
    return [within(across), within(((clientY - box.top) / box.height) * WHOLE)];
  }

  regionAt(x, y) {
    const far = ([px, py]) => ((x - px) * this.width) ** 2 + ((y - py) * this.height) ** 2;
    const nearest = ([, , places]) => Math.min(...places.map(far));
    return this.places.reduce((best, one) => (nearest(one) < nearest(best) ? one : best))[0];
  }

  middleOf(region) {
    return this.places.find(([key]) => key === region)[2][0];
  }

  show() {
    const view = this.element.closest("[data-view]").dataset.view;
    const choice = this.element.closest("[data-body-map]").querySelector(`[name="mark-view"][value="${view}"]`);
    if (choice) choice.checked = true;
  }
}

class BodyMap {
  constructor(element) {
    this.element = element;
    this.list = element.querySelector("[data-marks]");
    this.template = element.querySelector("template[data-new-mark]");
    this.says = element.querySelector("[data-map-says]");
    this.sheets = [...element.querySelectorAll("[data-drawing]")].map((one) => new Sheet(one));
    element.classList.add("body-map--live");
    element.addEventListener("click", (event) => this.press(event));
    element.addEventListener("change", ({ target }) => this.noteChange(target));
    element.addEventListener("pointerdown", (event) => this.drag(event));
  }

  sheetOf = (key) => this.sheets.find((one) => one.key === key);
  field = (mark, name) => mark.querySelector(`[data-field="${name}"]`);
  dotOf = (mark) => this.element.querySelector(`[data-dot="${mark.dataset.mark}"]`);
  sheetOfMark = (mark) => this.sheetOf(this.field(mark, "drawing").value);

  press(event) {
    const { target } = event;
    if (target.matches("input[type=image]")) this.addAt(event, this.sheetOf(target.parentElement.dataset.drawing));
    else if (target.closest("[data-add]")) this.addFromList(event);
    else if (target.closest("[data-move]")) this.step(event, target.closest("[data-move]").dataset.move);
    else if (target.closest("[data-remove]")) this.remove(event);
    else if (target.closest("[data-dot]")) this.openMark(target.closest("[data-dot]").dataset.dot);
  }

  addAt(event, sheet) {
    event.preventDefault();
    const [x, y] = sheet.fractionOf(event);
    this.add(sheet, sheet.regionAt(x, y), x, y);
  }

  addFromList(event) {
    event.preventDefault();
    const where = this.element.querySelector("[data-add-where]");
    const [drawing, region] = where.value.split(":");
    if (!region) {
      where.focus();
      return;
    }
    const sheet = this.sheetOf(drawing);
    this.add(sheet, region, ...sheet.middleOf(region));
    where.value = "";
  }

  add(sheet, region, x, y) {
    const numbers = [...this.list.children].map((one) => parseInt(one.dataset.mark, 10));
    const number = Math.max(0, ...numbers) + 1;
    const id = newId(number);
    const mark = this.copyOfTemplate(id, number);
    this.field(mark, "drawing").value = sheet.key;
    const choices = sheet.places.map(([key, label]) => new Option(label, key, key === region, key === region));
    this.field(mark, "region").replaceChildren(...choices);
    this.list.querySelectorAll("details[open]").forEach((one) => one.removeAttribute("open"));
    this.list.append(mark);
    this.drawDot(sheet, id, number);
    this.place(mark, region, x, y);
    sheet.show();
    this.tell(`Mark ${number} added: ${this.titleOf(mark)}`);
    this.save();
    mark.scrollIntoView({ block: "nearest" });
    this.field(mark, "kind").focus({ preventScroll: true });
  }

  copyOfTemplate(id, number) {
    const holder = document.createElement("template");
    holder.innerHTML = this.template.innerHTML.replaceAll("NEW-ID", id).replaceAll("NEW-NUMBER", number);
    return holder.content.firstElementChild;
  }

  drawDot(sheet, id, number) {
    const dot = document.createElementNS(SVG, "g");
    dot.setAttribute("class", "body-map__dot");
    dot.dataset.dot = id;
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("dy", "4.5");
    text.textContent = number;
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("r", "10");
    dot.append(circle, text);
    sheet.over.append(dot);
  }

  place(mark, region, x, y) {
    const sheet = this.sheetOfMark(mark);
    this.field(mark, "x").value = x;
    this.field(mark, "y").value = y;
    this.field(mark, "placed").value = region;
    this.field(mark, "region").value = region;
    const at = `${(x * sheet.width) / WHOLE} ${(y * sheet.height) / WHOLE}`;
    this.dotOf(mark).setAttribute("transform", `translate(${at})`);
    this.showTitle(mark);
  }

  step(event, move) {
    event.preventDefault();
    const mark = event.target.closest("[data-mark]");
    const [across, down] = MOVES[move];
    const [x, y] = ["x", "y"].map((name) => Number(this.field(mark, name).value));
    this.moveTo(mark, within(x + across), within(y + down));
    this.sheetOfMark(mark).show();
    this.tell(`Mark ${parseInt(mark.dataset.mark, 10)}: ${this.titleOf(mark)}`);
    this.save();
  }

  moveTo(mark, x, y) {
    this.place(mark, this.sheetOfMark(mark).regionAt(x, y), x, y);
  }

  remove(event) {
    event.preventDefault();
    const mark = event.target.closest("[data-mark]");
    this.tell(`Mark ${parseInt(mark.dataset.mark, 10)} removed`);
    this.dotOf(mark).remove();
    mark.remove();
    this.save();
    this.element.querySelector("[data-add-where]").focus({ preventScroll: true });
  }

  // A mark follows the finger until it is let go; a mere tap opens what is said of it.
  drag(event) {
    const dot = event.target.closest("[data-dot]");
    if (!dot) return;
    event.preventDefault();
    const mark = this.markOf(dot.dataset.dot);
    const sheet = this.sheetOfMark(mark);
    const follow = (moved) => this.moveTo(mark, ...sheet.fractionOf(moved));
    dot.setPointerCapture(event.pointerId);
    dot.addEventListener("pointermove", follow);
    const letGo = () => {
      dot.removeEventListener("pointermove", follow);
      this.save();
    };
    dot.addEventListener("pointerup", letGo, { once: true });
    dot.addEventListener("pointercancel", letGo, { once: true });
  }

  markOf = (id) => this.list.querySelector(`[data-mark="${id}"]`);

  openMark(id) {
    const mark = this.markOf(id);
    mark.querySelector("details").open = true;
    mark.scrollIntoView({ block: "nearest" });
  }

  noteChange(input) {
    const mark = input.closest("[data-mark]");
    if (!mark) return;
    if (input.dataset.field === "region") {
      this.place(mark, input.value, ...this.sheetOfMark(mark).middleOf(input.value));
    }
    this.showTitle(mark);
  }

  titleOf(mark) {
    const [place, kind] = ["region", "kind"].map((name) => this.field(mark, name).selectedOptions[0]);
    const said = kind?.value ? `, ${kind.textContent.toLowerCase()}` : "";
    return `${place?.textContent ?? ""}${said}`;
  }

  showTitle(mark) {
    mark.querySelector("[data-mark-title]").textContent = this.titleOf(mark);
  }

  tell(words) {
    this.says.textContent = words;
  }

  save() {
    this.list.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

document.querySelectorAll("[data-body-map]").forEach((element) => new BodyMap(element));
