using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Tests.Sandbox.Engine;

/// <summary>A system as unlike the ones there are as can be: orders with their items, bearer tokens, errors of one sentence.</summary>
public sealed class ShopSandbox : SandboxSystem, IDisposable
{
    private static readonly SandboxSchema Schema = new(
        new("orders", "order", Verbs.All, Text("number").Required(), Choice("status", "open", "paid").Or("open"), Many("items", "items", "orderId")),
        new("items", "item", Verbs.All, To("orders", "orderId").Required(), Text("title").Required(), Number("price").Or(0m))
        {
            Indexes = ["orderId"],
        });

    private readonly SandboxAccounts<string, Shop> shops;

    internal ShopSandbox(SandboxJournal? journal = null) => shops = new(
        DefaultToken, () => "The shop", seed => new(Schema, seed: seed), (name, store) => new(name, store), journal);

    public override string DefaultToken => "shop-token";

    public override string BasePath => "/sandbox/shop";

    public string Open(string name) => shops.Create(name, null);

    public void Revoke(string token) => shops.Revoke(token);

    public void Dispose() => shops.Dispose();

    internal override string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] ? token : null;

    internal override ApiAnswer Handle(ApiCall call)
    {
        try
        {
            return shops.Find(call.Token) is { } shop ? shop.Do(() => Handle(call, shop)) : throw new Refusal(401, "token", "Who are you?");
        }
        catch (Refusal refusal)
        {
            return new(refusal.Status, Error(refusal, call.Started), false);
        }
    }

    internal override byte[] Error(Refusal refusal, long started) =>
        JsonSerializer.SerializeToUtf8Bytes(new { error = refusal.Code, refusal.Message });

    internal override Refusal Refuse(SandboxFaultKind kind, string? message, int status, string path) =>
        new(kind == SandboxFaultKind.TooManyRequests ? 429 : status, "fault", message ?? "No.");

    private static ApiAnswer Handle(ApiCall call, Shop shop)
    {
        if (call.Method == "POST")
        {
            var save = new ShopSave(shop.Store, call.Sequence);
            return new(201, Json(shop, save.Create(Schema["orders"], call.Body!.Value)), true);
        }
        if (call.Id is null)
            return new(200, JsonSerializer.SerializeToUtf8Bytes(new { shop = shop.Name, total = shop.Store["orders"].All.Count }), false);
        var order = shop.Store["orders"].Find(call.Id) ?? throw new Refusal(404, "missing", "There is no such order.");
        if (call.Method != "DELETE")
            return new(200, Json(shop, order), false);
        new ShopSave(shop.Store, call.Sequence).Remove(order);
        return new(200, [], true);
    }

    private static byte[] Json(Shop shop, SandboxRecord order) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["id"] = order.Id,
        ["number"] = order.Text("number"),
        ["status"] = order.Text("status"),
        ["items"] = new JsonArray(
        [
            .. shop.Store.Children(order, Schema["orders"]["items"]!).Select(item => new JsonObject
            {
                ["title"] = item.Text("title"),
                ["price"] = item.Number("price"),
            }),
        ]),
    });

    private sealed class Shop(string name, SandboxStore store) : SandboxAccount(store)
    {
        public string Name => name;
    }

    private sealed class ShopSave(SandboxStore store, long request) : SaveOperation(store, DateTimeOffset.UnixEpoch, request, byHuman: false)
    {
        protected override Refusal Invalid(ValidationErrors problems) => new(
            422, "invalid", string.Join(' ', problems.Records.SelectMany(record => record.Value.Attributes).Select(problem => problem.Key)));
    }
}
