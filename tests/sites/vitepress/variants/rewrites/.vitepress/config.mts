import { defineConfig } from 'vitepress'
const rewrites = {
  'README.md': 'index2.md',
  'packages/:pkg/src/(.*)': ':pkg/(.*)',
  'posts/:year(\\d{4})-:slug.md': 'archive/:year/:slug.md',
  'notes/:rest*': ':rest*',
  'old/:page': 'new/:page',
  'dir/index.md': 'folder/index.md',
}
export default defineConfig({ base: '/b', rewrites, srcDir: 'src' })
