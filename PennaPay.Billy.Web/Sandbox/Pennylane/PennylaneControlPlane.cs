using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.ControlAnswers;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>
/// <see cref="PennylaneSandbox"/> over HTTP at <see cref="PennylaneSandbox.ControlPath"/>: the people of a company, and the time. It is mapped
/// together with the sandbox and at no other time, because it asks nobody who they are.
/// </summary>
internal static class PennylaneControlPlane
{
    public static void Map(RouteGroupBuilder routes, PennylaneSandbox control)
    {
        routes.MapGet("companies", () => Json(control.Companies.Select(company => new { company.Id, company.Name, Customers = company.Customers.Count, Invoices = company.Invoices.Count })));
        routes.MapPost("companies", async (HttpRequest request) => await ReadAsync<NewCompany>(request, body => new { control.AddCompany(body.Name, body.RegNo).Id }));
        routes.MapGet("requests", (long? since) => Json(control.Requests(null, since ?? 0)));
        routes.MapPost("clock/advance", async (HttpRequest request) => await ReadAsync<Time>(request, body =>
        {
            control.Advance(TimeSpan.FromMinutes(body.Minutes));
            return null;
        }));
        routes.MapGet("faults", () => Json(control.Faults));
        routes.MapPost("faults", async (HttpRequest request) => await ReadAsync<SandboxFault>(request, fault =>
        {
            control.Plan(fault);
            return control.Faults;
        }));
        routes.MapDelete("faults", () => Do(() => control.ClearFaults(null)));

        var company = routes.MapGroup("companies/{company:long}");
        company.MapPost("revoke", (long company) => Do(() => control.Revoke(Of(company))));
        company.MapPost("tokens/expire", (long company) => Do(() => control.ExpireAccess(Of(company))));
        company.MapPost("tokens/expire-refresh", (long company) => Do(() => control.ExpireRefresh(Of(company))));
        company.MapGet("customers", (long company) => Answer(() => Of(company).Customers));
        company.MapPost("customers", async (HttpRequest request, long company) => await ReadAsync<SandboxCustomer>(request, body => new { Id = Of(company).AddCustomer(body) }));
        company.MapPost("customers/{id:long}/name", async (HttpRequest request, long company, long id) => await ReadAsync<NewName>(request, body =>
        {
            Of(company).EditCustomer(id, customer => customer with { Name = body.Name });
            return null;
        }));
        company.MapPost("customers/{id:long}/contacts", async (HttpRequest request, long company, long id) => await ReadAsync<SandboxContact>(request, body => new { Id = Of(company).AddContact(id, body) }));
        company.MapPost("customers/{id:long}/merge-into/{kept:long}", (long company, long id, long kept) => Do(() => Of(company).MergeCustomers(id, kept)));
        company.MapPost("customers/{id:long}/delete", (long company, long id) => Do(() => Of(company).DeleteCustomer(id)));
        company.MapGet("invoices", (long company) => Answer(() => Of(company).Invoices));
        company.MapPost("invoices", async (HttpRequest request, long company) => await ReadAsync<SandboxInvoice>(request, body => new { Id = Of(company).DraftInvoice(body) }));
        company.MapPost("invoices/{id:long}/finalise", (long company, long id) => Do(() => Of(company).Finalise(id)));
        company.MapPost("invoices/{id:long}/pay", (long company, long id, decimal? amount) => Answer(() => new { Transaction = Of(company).Pay(id, amount) }));
        company.MapPost("invoices/{id:long}/match/{transaction:long}", (long company, long id, long transaction) => Do(() => Of(company).Match(id, transaction)));
        company.MapPost("invoices/{id:long}/unmatch/{transaction:long}", (long company, long id, long transaction) => Do(() => Of(company).Unmatch(id, transaction)));
        company.MapPost("invoices/{id:long}/mark-paid", (long company, long id) => Do(() => Of(company).MarkPaid(id)));
        company.MapPost("invoices/{id:long}/credit", (long company, long id, decimal? part) => Answer(() => new { Id = Of(company).Credit(id, part) }));
        company.MapPost("invoices/{id:long}/delete", (long company, long id) => Do(() => Of(company).DeleteDraft(id)));

        PennylaneCompany Of(long id) => control.Companies.FirstOrDefault(known => known.Id == id) ?? throw new KeyNotFoundException($"There is no company {id}.");
    }

    private sealed record NewCompany(string Name, string? RegNo);

    private sealed record NewName(string Name);

    private sealed record Time(double Minutes);
}
