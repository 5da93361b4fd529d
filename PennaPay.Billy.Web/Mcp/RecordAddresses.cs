using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Mcp;

/// <summary>The addresses that answers give for their records: whoever is signed in is led to where the record is.</summary>
internal static class RecordAddresses
{
    private const string Path = "/open/billy";

    /// <summary>The page that says that a record is nowhere but in Billy.</summary>
    private const string OnlyInBilly = "/open/only-in-billy";

    public static void MapRecordAddresses(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path + "/{pages}/{id}", OpenAsync).RequireAuthorization();

    /// <summary>The address of one record, within this program.</summary>
    /// <param name="pages">What kind of record, such as <c>invoices</c>.</param>
    /// <param name="id">Billy's id of it.</param>
    public static string Of(string pages, string id) => $"{Path}/{pages}/{id}";

    /// <summary>The same for whoever is elsewhere.</summary>
    /// <param name="own">Where this program is reached.</param>
    /// <param name="pages">What kind of record, such as <c>invoices</c>.</param>
    /// <param name="id">Billy's id of it.</param>
    public static string Of(Uri own, string pages, string id) => OwnOrigin.ServerOf(own) + Of(pages, id);

    private static async Task<IResult> OpenAsync(
        HttpContext context, CurrentUser users, RecordPlaces places, string pages, string id, CancellationToken cancellationToken)
    {
        if (await users.CheckAsync(context.User, cancellationToken) is not { } user)
            return Results.Challenge();
        context.Response.Headers.CacheControl = "no-store";
        return await places.FindAsync(user.Actor.Workspace, pages, id, cancellationToken) switch
        {
            RecordPlace.Invoice invoice => Results.LocalRedirect($"/invoices/{invoice.Id}"),
            RecordPlace.Customer customer => Results.LocalRedirect($"/customers/{customer.Id}"),
            RecordPlace.Product product => Results.LocalRedirect($"/products/{product.Id}"),
            RecordPlace.Billys billys => Results.Redirect(billys.Page.AbsoluteUri),
            RecordPlace.OnlyInBilly => Results.LocalRedirect($"{OnlyInBilly}/{pages}"),
            _ => Results.NotFound(),
        };
    }
}
