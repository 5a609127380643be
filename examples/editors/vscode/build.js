// Bundles src/ with the packages that it uses into dist/extension.js, and their licences into
// dist/third-party.txt.
const fs = require('fs');
const esbuild = require('esbuild');

// "node_modules/a/node_modules/@b/c/lib/x.js": the folder of @b/c, which the file belongs to.
const packageOf = (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(`${folder}/package.json`, 'utf8'));
  const file = fs.readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? fs.readFileSync(`${folder}/${file}`, 'utf8').trim() : license;
  return `${name} ${version}\n\n${text}\n`;
}

const { metafile } = esbuild.buildSync({
  entryPoints: ['src/extension.js'],
  outfile: 'dist/extension.js',
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node18',
  format: 'cjs',
  external: ['vscode'],
  metafile: true,
});
const folders = new Set(Object.keys(metafile.inputs).map(packageOf).filter(Boolean));
const line = '-'.repeat(80);
fs.writeFileSync('dist/third-party.txt', [...folders].sort().map(licenceOf).join(`\n${line}\n\n`));
