// Writes what the package exports, one report per entry point, to api/*.api.md. A test compares them, so that no change of the
// interface goes unseen. With --check it writes nothing, and fails if a report differs.
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
mkdirSync(`${root}/api`, { recursive: true });

let same = true;
for (const entry of ['core', 'mqtt', 'store']) {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: `${root}/dist/${entry}/index.d.ts`,
      compiler: { tsconfigFilePath: `${root}/tsconfig.build.json` },
      apiReport: {
        enabled: true,
        reportFileName: `${entry}.api.md`,
        reportFolder: `${root}/api`,
        reportTempFolder: `${root}/dist/api`,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: 'none' },
        },
        tsdocMessageReporting: { default: { logLevel: 'none' } },
        compilerMessageReporting: { default: { logLevel: 'error' } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: `${root}/package.json`,
  });
  const result = Extractor.invoke(config, { localBuild: !check, showVerboseMessages: false, messageCallback: quiet });
  if (result.apiReportChanged) {
    console.log(`api/${entry}.api.md ${check ? 'differs: run npm run api, and look at the difference' : 'was written'}`);
    same &&= !check;
  }
}
process.exitCode = same ? 0 : 1;

function quiet(message) {
  if (message.logLevel !== 'error') {
    message.handled = true;
  }
}
