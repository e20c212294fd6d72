/* The theme chosen on this device, before anything is painted. */
try {
  var theme = JSON.parse(localStorage.getItem('haversack-preferences') || '{}').theme;
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  /* Storage is blocked: the system's theme it is. */
}
