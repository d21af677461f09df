import { defineConfig } from 'vitepress'

// https://vitepress.dev/reference/site-config
export default defineConfig({
  lang: 'ja',
  title: '例',
  srcExclude: ['draft.md'],
  themeConfig: { nav: [{ text: 'x', link: '/' }] },
})
