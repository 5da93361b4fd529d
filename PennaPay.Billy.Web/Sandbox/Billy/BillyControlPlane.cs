using System.Text.Json;
using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.ControlAnswers;

namespace PennaPay.Billy.Web.Sandbox.Billy;

/// <summary>
/// <see cref="BillySandbox"/> over HTTP at <see cref="BillySandbox.ControlPath"/>. Where a token is left out, the
/// default company is meant. It is mapped together with the sandbox and at no other time, because it asks nobody who they are.
/// </summary>
internal static class BillyControlPlane
{
    public static void Map(RouteGroupBuilder routes, BillySandbox control)
    {
        routes.MapGet("requests", (string? token, long? since) => Json(control.Requests(token, since ?? 0)));
        routes.MapMethods("reset", ["POST", "DELETE"], (string? token) => Do(() => control.Reset(token)));

        routes.MapPost("tokens", async (HttpRequest request) =>
            await ReadAsync<SandboxCompanyOptions>(request, options => new { Token = control.CreateCompany(options) }));
        routes.MapPost("tokens/reissue", (string? token) => Answer(() => new { Token = control.ReissueToken(token ?? control.DefaultToken) }));
        routes.MapPost("revoke", (string? token) => Do(() => control.Revoke(token ?? control.DefaultToken)));
        routes.MapPost("lock", async (HttpRequest request, string? token) => await ReadAsync<LockRequest>(request, body =>
        {
            control.Lock(token ?? control.DefaultToken, body.Reason);
            return null;
        }));
        routes.MapPost("unlock", (string? token) => Do(() => control.Unlock(token ?? control.DefaultToken)));

        routes.MapGet("invoices", (string? token) => Answer(() => control.Invoices(token ?? control.DefaultToken)));
        routes.MapPost("invoices/{id}/approve", (string id, string? token) => Do(() => control.Approve(token ?? control.DefaultToken, id)));
        routes.MapPost("invoices/{id}/void", (string id, string? token) => Do(() => control.Void(token ?? control.DefaultToken, id)));
        routes.MapPost("invoices/{id}/pay", (string id, string? token, decimal? amount) => Do(() => control.Pay(token ?? control.DefaultToken, id, amount)));
        routes.MapPost("invoices/{id}/credit", (string id, string? token) => Do(() => control.Credit(token ?? control.DefaultToken, id)));
        routes.MapPost("invoices/{id}/delete", (string id, string? token) => Do(() => control.Delete(token ?? control.DefaultToken, id)));
        routes.MapPost("invoices/{id}/edit", async (HttpRequest request, string id, string? token) => await ReadAsync<JsonElement>(request, changes =>
        {
            control.Edit(token ?? control.DefaultToken, id, changes);
            return null;
        }));

        routes.MapPost("records/{resource}", async (HttpRequest request, string resource, string? token) => await ReadAsync<JsonElement>(
            request, values => new { Id = control.AddRecord(token ?? control.DefaultToken, resource, values) }));
        routes.MapPost("records/{resource}/{id}/edit", async (HttpRequest request, string resource, string id, string? token) => await ReadAsync<JsonElement>(request, changes =>
        {
            control.EditRecord(token ?? control.DefaultToken, resource, id, changes);
            return null;
        }));
        routes.MapPost("records/{resource}/{id}/delete", (string resource, string id, string? token) =>
            Do(() => control.DeleteRecord(token ?? control.DefaultToken, resource, id)));

        routes.MapGet("faults", () => Json(control.Faults));
        routes.MapPost("faults", async (HttpRequest request) => await ReadAsync<SandboxFault>(request, fault =>
        {
            control.Plan(fault);
            return control.Faults;
        }));
        routes.MapDelete("faults", (string? token) => Do(() => control.ClearFaults(token)));
    }

    private sealed record LockRequest(string Reason);
}
