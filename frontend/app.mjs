// What JavaScript adds to pages that work without it.
import { Button, CharacterCount, Checkboxes, createAll, ErrorSummary, PasswordInput, Radios, SkipLink } from 'govuk-frontend'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const part of [Button, CharacterCount, Checkboxes, ErrorSummary, PasswordInput, Radios, SkipLink]) createAll(part)

/** A form marked `data-submit` sends itself when a picker has been changed, but never in the middle of choosing by keyboard. */
for (const form of document.querySelectorAll('form[data-submit]')) {
  let byKeyboard = false
  let changed = false
  const send = () => form.requestSubmit()
  form.addEventListener('keydown', (event) => { byKeyboard = event.key !== 'Enter' })
  form.addEventListener('pointerdown', () => { byKeyboard = false })
  form.addEventListener('change', (event) => {
    if (!event.target.matches('select, input[type=date], input[type=checkbox], input[type=radio]')) return
    changed = true
    if (!byKeyboard && event.target.checkValidity()) send()
  })
  form.addEventListener('keyup', (event) => { if (event.key === 'Enter' && changed && event.target.matches('select')) send() })
}

/** A date shows its words until it is being typed; the words follow it. */
const inWords = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
for (const date of document.querySelectorAll('.date')) {
  const [input, words] = [date.querySelector('input'), date.querySelector('.date__words')]
  const write = () => { words.textContent = input.valueAsDate ? inWords.format(input.valueAsDate) : '' }
  input.addEventListener('change', write)
  write()
}

/** Menus close on Escape and when attention goes elsewhere. */
const menus = document.querySelectorAll('details.menu')
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const menu of menus) {
    if (menu.open && menu.contains(document.activeElement)) menu.querySelector('summary').focus()
    menu.open = false
  }
})
document.addEventListener('click', (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false
})

/** A toast stays for eight seconds, or for as long as it has the pointer or the focus. */
for (const area of document.querySelectorAll('[data-toasts]')) {
  area.classList.add('toasts--floating')
  const leave = () => {
    if (area.matches(':hover, :focus-within')) return setTimeout(leave, 2000)
    area.replaceChildren()
  }
  setTimeout(leave, 8000)
}

/** Where a chart is wider than the screen, its newest end shows first. */
for (const plot of document.querySelectorAll('.chart-panel__plot')) plot.scrollLeft = plot.scrollWidth

/** Print buttons. */
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

/** On a board a card is dragged to the column its own button leads to, or sent there by the right arrow; up and down go from card to card. */
for (const board of document.querySelectorAll('[data-board]')) {
  const cards = [...board.querySelectorAll('.board__card')]
  const help = document.querySelector('[data-board-help]')
  if (help) help.hidden = false
  const columns = [...board.querySelectorAll('[data-stage]')]
  let dragged = null
  const clear = () => {
    dragged?.classList.remove('is-dragged')
    for (const column of columns) column.classList.remove('is-target', 'is-over')
    dragged = null
  }
  for (const card of cards) {
    card.tabIndex = 0
    if (card.dataset.to) card.draggable = true
    card.addEventListener('dragstart', (event) => {
      dragged = card
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', card.getAttribute('aria-label'))
      card.classList.add('is-dragged')
      for (const column of columns) column.classList.toggle('is-target', column.dataset.stage === card.dataset.to)
    })
    card.addEventListener('dragend', clear)
    card.addEventListener('keydown', (event) => {
      if (event.target !== card) return
      const place = cards.indexOf(card)
      if (event.key === 'ArrowRight' && card.dataset.to) card.querySelector('[data-press]').click()
      else if (event.key === 'ArrowDown' && cards[place + 1]) cards[place + 1].focus()
      else if (event.key === 'ArrowUp' && cards[place - 1]) cards[place - 1].focus()
      else return
      event.preventDefault()
    })
  }
  for (const column of columns) {
    const mine = () => dragged && column.dataset.stage === dragged.dataset.to
    column.addEventListener('dragover', (event) => {
      if (!mine()) return
      event.preventDefault()
      column.classList.add('is-over')
    })
    column.addEventListener('dragleave', (event) => { if (!column.contains(event.relatedTarget)) column.classList.remove('is-over') })
    column.addEventListener('drop', (event) => {
      if (!mine()) return
      event.preventDefault()
      const press = dragged.querySelector('[data-press]')
      clear()
      press.click()
    })
  }
}

/** Scoring by keyboard: in a row of points a figure gives the points and goes on to the next row, at the end to the button. */
for (const form of document.querySelectorAll('form[data-scores]')) {
  const rows = [...form.querySelectorAll('[data-score]')]
  const keys = form.querySelector('[data-keys]')
  if (keys) keys.hidden = false
  form.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !/^[0-9]$/.test(event.key) || !event.target.matches('input[type=radio]')) return
    const row = event.target.closest('[data-score]')
    const radio = row?.querySelector(`input[type=radio][value="${event.key}"]:not(:disabled)`)
    if (!radio) return
    event.preventDefault()
    radio.checked = true
    const next = rows[rows.indexOf(row) + 1]
    const target = next ? next.querySelector('input:checked') || next.querySelector('input') : form.querySelector('[data-hand-in]')
    target?.focus()
  })
}
