// Security keys: asks the browser for one when the button is pressed, and sends what it signed with the form.

for (const form of document.querySelectorAll('form[data-key]')) {
  form.hidden = !window.PublicKeyCredential
  form.addEventListener('submit', event => {
    if (form.elements.answer.value) return
    event.preventDefault()
    ask(form).catch(() => { form.querySelector('[data-key-failed]').hidden = false })
  })
}

async function ask (form) {
  const options = JSON.parse(form.dataset.options)
  options.challenge = bytes(options.challenge)
  for (const key of [...(options.allowCredentials ?? []), ...(options.excludeCredentials ?? [])]) key.id = bytes(key.id)
  if (options.user) options.user.id = bytes(options.user.id)
  const container = navigator.credentials
  const key = form.dataset.key === 'create' ? await container.create({ publicKey: options }) : await container.get({ publicKey: options })
  form.elements.answer.value = JSON.stringify(asText(key))
  form.requestSubmit()
}

function asText (key) {
  const said = key.response
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
  const response = Object.fromEntries(parts.filter(part => said[part]).map(part => [part, letters(said[part])]))
  return { id: key.id, rawId: letters(key.rawId), type: key.type, response, clientExtensionResults: key.getClientExtensionResults() }
}

function bytes (text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0))
}

function letters (buffer) {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
