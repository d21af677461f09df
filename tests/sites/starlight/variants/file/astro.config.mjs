import starlight from '@astrojs/starlight';

export default {
  site: 'https://ex.jp',
  build: { format: 'file' },
  integrations: [starlight({ title: '例', pagefind: false })],
};
