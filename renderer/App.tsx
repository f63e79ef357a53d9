/** Everything on screen. */
export const App = () => <main>WhenThen</main>;
