/** An element with a text. */
export function element(name, className = "", text = "", title = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  if (title !== "") {
    made.title = title;
  }
  return made;
}

/** An element of a drawing. */
export function shape(name, attributes = {}) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}
