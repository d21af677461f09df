export default {
  site: 'https://ex.jp/',
  base: '/docs/',
  build: { format: 'file' },
};
