using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.ControlAnswers;

namespace PennaPay.Billy.Web.Sandbox.PlugAndPay;

/// <summary>
/// <see cref="PlugAndPaySandbox"/> over HTTP at <see cref="PlugAndPaySandbox.ControlPath"/>: the customers and the people of a shop. It is
/// mapped together with the sandbox and at no other time, because it asks nobody who they are.
/// </summary>
internal static class PlugAndPayControlPlane
{
    public static void Map(RouteGroupBuilder routes, PlugAndPaySandbox control)
    {
        routes.MapGet("shops", () => Json(control.Shops.Select(shop => new { shop.Id, shop.Name, Orders = shop.Orders.Count, Rules = shop.Rules.Count })));
        routes.MapPost("shops", async (HttpRequest request) => await ReadAsync<NewShop>(request, body =>
        {
            var shop = control.AddShop(body.Name);
            return new { shop.Id, Key = control.AddKey(shop) };
        }));
        routes.MapGet("requests", (long? since) => Json(control.Requests(null, since ?? 0)));
        routes.MapGet("rule-calls", () => Json(control.RuleCalls));
        routes.MapGet("faults", () => Json(control.Faults));
        routes.MapPost("faults", async (HttpRequest request) => await ReadAsync<SandboxFault>(request, fault =>
        {
            control.Plan(fault);
            return control.Faults;
        }));
        routes.MapDelete("faults", () => Do(() => control.ClearFaults(null)));

        var shop = routes.MapGroup("shops/{shop:long}");
        shop.MapPost("revoke", (long shop) => Do(() => control.Revoke(Of(shop))));
        shop.MapPost("many", (long shop, int count) => Do(() => Of(shop).AddMany(count)));
        shop.MapGet("products", (long shop) => Answer(() => Of(shop).Products));
        shop.MapPost("products", async (HttpRequest request, long shop) => await ReadAsync<SandboxShopProduct>(request, body => new { Id = Of(shop).AddProduct(body) }));
        shop.MapGet("orders", (long shop) => Answer(() => Of(shop).Orders));
        shop.MapPost("orders", async (HttpRequest request, long shop) => await ReadAsync<SandboxOrder>(request, body => new { Id = Of(shop).PlaceOrder(body) }));
        shop.MapPost("orders/{id:long}/finalise", (long shop, long id) => Do(() => Of(shop).Finalise(id)));
        shop.MapPost("orders/{id:long}/pay", (long shop, long id, string? method) => Do(() => Of(shop).Pay(id, method)));
        shop.MapPost("orders/{id:long}/start-payment", (long shop, long id) => Do(() => Of(shop).StartPayment(id)));
        shop.MapPost("orders/{id:long}/reverse", (long shop, long id) => Do(() => Of(shop).Reverse(id)));
        shop.MapPost("orders/{id:long}/credit", (long shop, long id) => Answer(() => new { Id = Of(shop).Credit(id) }));
        shop.MapPost("orders/{id:long}/remind", (long shop, long id, decimal price) => Do(() => Of(shop).Remind(id, price)));
        shop.MapPost("orders/{id:long}/delete", (long shop, long id) => Do(() => Of(shop).Delete(id)));
        shop.MapPost("orders/{id:long}/buyer", async (HttpRequest request, long shop, long id) => await ReadAsync<SandboxBuyer>(request, body =>
        {
            Of(shop).EditOrder(id, order => order with { Buyer = body });
            return null;
        }));

        PlugAndPayShop Of(long id) => control.Shops.FirstOrDefault(known => known.Id == id) ?? throw new KeyNotFoundException($"There is no shop {id}.");
    }

    private sealed record NewShop(string Name);
}
