using System.Globalization;
using System.Text;
using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.SignInPage;

namespace PennaPay.Billy.Web.Sandbox.Billit;

/// <summary>The page on which somebody lets a client in: the companies, Approve or Refuse.</summary>
internal static class LogonPage
{
    private const string System = "Billit";

    public static ApiAnswer Ask(string action, IReadOnlyList<BillitCompany> companies)
    {
        var form = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<p class=who>Signed in as <b>{Encode(BillitPerson.Name)}</b><br>{Encode(BillitPerson.Email)}</p>")
            .Append(CultureInfo.InvariantCulture, $"<form method=post action=\"{Encode(action)}\"><fieldset><legend>Which companies?</legend>");
        var isFirst = true;
        foreach (var company in companies)
        {
            var choice = !company.AllowsApi ? " disabled" : isFirst ? " checked" : "";
            var about = company.AllowsApi ? company.VatNumber : $"{company.VatNumber} · No access by API in this company's plan";
            form.Append(CultureInfo.InvariantCulture,
                $"<label><input type=checkbox name=company value={company.Id}{choice}><span><b>{Encode(company.Name)}</b><small>{Encode(about)}</small></span></label>");
            isFirst &= !company.AllowsApi;
        }
        form.Append("</fieldset><p>PennaPay will act as you in the companies that you choose.</p><div class=buttons><button name=decision value=refuse>Refuse</button><button class=primary name=decision value=approve>Approve</button></div></form>");
        return Show(System, "Give PennaPay access", form.ToString());
    }

    public static ApiAnswer Refuse(string reason) => Show(System, "This did not work", $"<p>{Encode(reason)}</p>", 400);
}

/// <summary>Who is signed in.</summary>
internal static class BillitPerson
{
    public const string FirstName = "Sofie";

    public const string LastName = "Claes";

    public const string Email = "sofie.claes@voorbeeld.be";

    public static string Name => $"{FirstName} {LastName}";
}
