export function ImportPage() {
  return <main id="main" className="pg" />;
}
