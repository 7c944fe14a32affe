'use strict';

// Whatever came from outside, names of files and labels, goes into the page as text and never as HTML.

const place = document.getElementById('place');
const file = document.getElementById('file');
const preview = document.getElementById('preview');
const hint = document.getElementById('hint');
const statusLine = document.getElementById('status');
const classes = document.getElementById('classes');
let running = new AbortController();

function say(text, alarm) {
  statusLine.textContent = text;
  statusLine.classList.toggle('alarm', alarm);
}

function show(photo) {
  URL.revokeObjectURL(preview.src);
  preview.src = URL.createObjectURL(photo);
  preview.hidden = false;
  hint.textContent = 'Drop another photo here, or choose one.';
}

function line(answer) {
  const label = document.createElement('span');
  label.className = 'label';
  label.textContent = answer.label;
  const meter = document.createElement('meter');
  meter.value = answer.probability;
  meter.setAttribute('aria-hidden', 'true');
  const share = document.createElement('span');
  share.className = 'share';
  share.textContent = (100 * answer.probability).toFixed(2) + ' %';
  const item = document.createElement('li');
  item.append(label, meter, share);
  return item;
}

async function classify(photo) {
  running.abort();
  running = new AbortController();
  const signal = running.signal;
  show(photo);
  classes.replaceChildren();
  say('Looking …', false);
  try {
    const response = await fetch('/classify?name=' + encodeURIComponent(photo.name),
      {method: 'POST', body: photo, signal: signal});
    const answer = await response.json();
    if (signal.aborted) {
      return;
    }
    if (!response.ok) {
      say(answer.error, true);
      return;
    }
    say(answer.name, false);
    classes.replaceChildren(...answer.classes.map(line));
  } catch (problem) {
    if (!signal.aborted) {
      say('The service does not answer: ' + problem.message, true);
    }
  }
}

file.addEventListener('change', () => {
  if (file.files.length > 0) {
    classify(file.files[0]);
  }
});

// Anywhere on the page: a photo that misses the place by a little would replace the page.
document.addEventListener('dragover', event => {
  event.preventDefault();
  place.classList.add('over');
});

document.addEventListener('dragleave', () => place.classList.remove('over'));

document.addEventListener('drop', event => {
  event.preventDefault();
  place.classList.remove('over');
  if (event.dataTransfer.files.length > 0) {
    classify(event.dataTransfer.files[0]);
  }
});
