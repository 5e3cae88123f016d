// What JavaScript adds to the careers sites, which work without it: jobs saved in the visitor's own browser, and a link copied.
const KEY = 'saved-jobs'

function saved () {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || '[]')
    return Array.isArray(kept) ? kept.filter((one) => /^[\w-]{1,20}$/.test(one)).slice(0, 20) : []
  } catch { return [] }
}

function show () {
  const jobs = saved()
  for (const link of document.querySelectorAll('[data-saved-jobs]')) {
    const url = new URL(link.href)
    if (jobs.length) url.searchParams.set('jobs', jobs.join(',')); else url.searchParams.delete('jobs')
    link.href = url
    link.textContent = link.textContent.replace(/ \(\d+\)$/, '') + (jobs.length ? ` (${jobs.length})` : '')
  }
}

for (const button of document.querySelectorAll('[data-save]')) {
  const reference = button.dataset.save
  const words = button.textContent
  const say = () => { button.textContent = saved().includes(reference) ? button.dataset.saved : words }
  button.hidden = false
  say()
  button.addEventListener('click', () => {
    const jobs = saved()
    const left = jobs.filter((one) => one !== reference)
    try { localStorage.setItem(KEY, JSON.stringify(left.length < jobs.length ? left : [...jobs, reference])) } catch { return }
    say()
    show()
  })
}

for (const button of document.querySelectorAll('[data-share]')) {
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.share)
    button.textContent = button.dataset.done
  })
}

show()
