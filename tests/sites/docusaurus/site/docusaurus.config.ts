import type {Config} from '@docusaurus/types';
import type * as Preset from '@docusaurus/preset-classic';

const config: Config = {
  title: '例',
  url: 'https://ex.jp',
  baseUrl: '/',
  onBrokenLinks: 'ignore',
  i18n: { defaultLocale: 'ja', locales: ['ja'] },
  presets: [
    [
      'classic',
      {
        docs: { sidebarPath: undefined },
        blog: { onUntruncatedBlogPosts: 'ignore' },
      } satisfies Preset.Options,
    ],
  ],
};

export default config;
