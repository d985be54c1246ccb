// Sets colour scheme, language and direction before the first paint, so that nobody sees a
// white flash at night or a mirrored jump. A file of its own because inline scripts are
// forbidden by the content security policy.
(() => {
  const read = (key) => {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const wish = read('fairlead.color-scheme') || 'auto';
  const dark =
    wish === 'dark' || (wish === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  const supported = ['en', 'zh', 'ar'];
  const spoken = [read('fairlead.language'), ...(navigator.languages || [])]
    .map((tag) => (tag || '').slice(0, 2).toLowerCase())
    .find((tag) => supported.includes(tag));
  root.lang = spoken || 'en';
  root.dir = root.lang === 'ar' ? 'rtl' : 'ltr';
})();
