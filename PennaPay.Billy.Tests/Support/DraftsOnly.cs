using PennaPay.Billy.Web.Sandbox.Billy;

namespace PennaPay.Billy.Tests.Support;

/// <summary>
/// Law 1, watched over the whole suite: every program that a test starts ends with this look at what its Billy received.
/// </summary>
internal static class DraftsOnly
{
    private static readonly string[] Forbidden = ["state", "sentState", "approvedTime", "isPaid", "balance"];

    public static void Verify(BillySandbox billy) => Assert.All(billy.Requests(), request =>
    {
        var path = request.Path.Split('?')[0].Trim('/').Split('/');
        var allowed = (request.Method, path) switch
        {
            ("GET", _) => true,
            ("POST", ["contacts"] or ["products"]) => true,
            ("POST", ["invoices"]) => request.Body is not { } body
                || Forbidden.All(property => !body.GetProperty("invoice").TryGetProperty(property, out _)),
            ("DELETE", ["invoices", _]) => true,
            // What keeps contacts and products alike: whatever their kind, no invoice, payment or posting is among them.
            ("PUT", ["contacts" or "contactPersons" or "products" or "productPrices", _]) => true,
            ("POST", ["contactPersons"] or ["productPrices"]) => true,
            ("DELETE", ["contacts" or "contactPersons" or "products" or "productPrices", _]) => true,
            _ => false,
        };
        Assert.True(allowed, $"{request.Method} {request.Path} was sent to Billy: {request.Body}");
    });
}
