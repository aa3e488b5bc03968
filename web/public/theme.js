// Runs before the first paint, so a dark screen never flashes white.
// Chosen by hand in Settings › You; without a choice the system decides.
(() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    let chosen = null;
    try {
      chosen = localStorage.getItem('wissel.theme');
    } catch {
      // Storage can be switched off; then the system decides.
    }
    document.documentElement.dataset.theme = chosen ?? (dark.matches ? 'dark' : 'light');
  };
  apply();
  dark.addEventListener('change', apply);
  addEventListener('wissel:theme', apply);
})();
