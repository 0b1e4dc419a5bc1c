/** The upload of the SDK, as a chunk of its own. */
export { uploadMedia } from '@waggle/sdk';
