using System.Globalization;
using System.Text;
using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.SignInPage;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>The page on which somebody lets a client in: the company, what it may do, Authorize or Refuse.</summary>
internal static class AuthorizePage
{
    public static ApiAnswer Ask(string action, AuthorizationRequest request, IReadOnlyList<PennylaneCompany> companies)
    {
        var form = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<p class=who>Signed in as <b>{Encode(Person.Name)}</b><br>{Encode(Person.Email)}</p>")
            .Append(CultureInfo.InvariantCulture, $"<form method=post action=\"{Encode(action)}\"><fieldset><legend>Which company?</legend>");
        for (var i = 0; i < companies.Count; i++)
        {
            form.Append(CultureInfo.InvariantCulture,
                $"<label><input type=radio name=company value={companies[i].Id} required{(i == 0 ? " checked" : "")}><span><b>{Encode(companies[i].Name)}</b><small>SIREN {Encode(companies[i].RegNo)}</small></span></label>");
        }
        form.Append("</fieldset><h2>PennaPay will be able to</h2><ul>");
        foreach (var scope in request.Scopes)
            form.Append(CultureInfo.InvariantCulture, $"<li>{Encode(Words(scope))} <code>{Encode(scope)}</code></li>");
        form.Append("</ul><div class=buttons><button name=decision value=refuse formnovalidate>Refuse</button><button class=primary name=decision value=authorize>Authorize</button></div></form>");
        return SignInPage.Show("Pennylane", "Authorize PennaPay", form.ToString());
    }

    public static ApiAnswer Refuse(string reason) =>
        SignInPage.Show("Pennylane", "An error has occurred", $"<p>{Encode(reason)}</p>", 400);

    private static string Words(string scope) => scope.Split(':') switch
    {
        ["customers", var kind] => $"{Verb(kind)} customers and their contacts",
        ["customer_invoices", var kind] => $"{Verb(kind)} customer invoices, credit notes and payments",
        [var resource, var kind] => $"{Verb(kind)} {resource.Replace('_', ' ')}",
        _ => scope,
    };

    private static string Verb(string kind) => kind switch { "readonly" => "Read", "all" => "Read and change", _ => $"Export {kind} of" };
}

/// <summary>Who is signed in.</summary>
internal static class Person
{
    public const long Id = 48_211;

    public const string FirstName = "Camille";

    public const string LastName = "Laurent";

    public const string Email = "camille.laurent@exemple.fr";

    public static string Name => $"{FirstName} {LastName}";
}
