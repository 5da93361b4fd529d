using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using PennaPay.Billy.Core.Connections.OAuth;
using PennaPay.Billy.Core.Systems.Billit.Api;
using PennaPay.Billy.Web.Sandbox.Billit;
using BillitCompany = PennaPay.Billy.Web.Sandbox.Billit.BillitCompany;

namespace PennaPay.Billy.Tests.Support;

/// <summary>A person's browser at the portal of Billit's sandbox.</summary>
internal static class BillitPortal
{
    public static readonly Uri Back = new("http://localhost/connections/return");

    /// <summary>Tells a product where the sandbox is, and the sandbox where people go back to.</summary>
    /// <param name="endpoints">The product's.</param>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="root">Where it is.</param>
    public static void Open(BillitEndpoints endpoints, BillitSandbox sandbox, Uri root)
    {
        var own = new BillitSandboxOptions();
        sandbox.RegisterRedirect(Back.AbsoluteUri);
        endpoints.Sandbox = new(root, new(root, "Account/Logon"), new(root, "OAuth2/token"), new(root, "OAuth2/revoke"), own.ClientId, own.ClientSecret);
    }

    /// <summary>Goes to the portal, approves companies, or refuses where there are none, and answers what the portal sends back.</summary>
    public static async Task<SignInAnswer> AnswerAsync(Uri address, params IReadOnlyList<BillitCompany> companies)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var page = await browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var form = new FormUrlEncodedContent(
        [
            .. companies.Select(company => KeyValuePair.Create("company", company.Id.ToString(CultureInfo.InvariantCulture))),
            new("decision", companies.Count > 0 ? "approve" : "refuse"),
        ]);
        using var answered = await browser.PostAsync(address, form);
        var query = QueryHelpers.ParseQuery(answered.Headers.Location!.Query);
        return new(query["state"], query.TryGetValue("code", out var code) ? code.ToString() : null, query.TryGetValue("error", out var error) ? error.ToString() : null);
    }
}
