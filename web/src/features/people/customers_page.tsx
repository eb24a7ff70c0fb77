export function CustomersPage() {
  return <main id="main" className="pg" />;
}
