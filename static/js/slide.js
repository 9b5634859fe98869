// A choice among instants, shown as a slider that says in words where it stands. What is sent stays the choice.
for (const form of document.querySelectorAll("form[data-slide]")) {
  const choice = form.querySelector("select"), slide = form.querySelector(".slide");
  const slider = slide.querySelector("input"), words = slide.querySelector("output");

  const say = () => {
    const text = choice.selectedOptions[0].text;
    words.textContent = text;
    slider.setAttribute("aria-valuetext", text);
  };

  slider.max = choice.length - 1;
  slider.value = Math.max(choice.selectedIndex, 0);
  slider.addEventListener("input", () => {
    choice.selectedIndex = slider.valueAsNumber;
    say();
  });
  slider.addEventListener("keydown", (event) => {
    if (event.key === "Enter") form.requestSubmit();
  });
  form.querySelector("label").htmlFor = slider.id;
  choice.hidden = true;
  slide.hidden = false;
  say();
}
