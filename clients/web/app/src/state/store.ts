/** The store of the SDK, as a chunk of its own: nobody needs it before the login. */
export { browserTabs, createStore } from '@waggle/sdk/store';
