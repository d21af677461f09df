export default { paths: [{ params: { slug: 'made' } }] }
