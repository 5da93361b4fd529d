using System.Globalization;
using System.Net;
using System.Text;
using PennaPay.Billy.Web.Sandbox.Engine;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>The page on which somebody lets a client in: the company, what it may do, Authorize or Refuse.</summary>
internal static class AuthorizePage
{
    private const string Html = "text/html; charset=utf-8";

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
        return new(200, Frame("Authorize PennaPay", form.ToString()), false) { ContentType = Html };
    }

    public static ApiAnswer Refuse(string reason) =>
        new(400, Frame("An error has occurred", $"<p>{Encode(reason)}</p>"), false) { ContentType = Html };

    private static byte[] Frame(string title, string body) => Encoding.UTF8.GetBytes(
        $$"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>{{title}} · Pennylane (sandbox)</title>
        <style>
        :root{color-scheme:light dark;--ink:light-dark(#17212b,#e8edf2);--quiet:light-dark(#52606d,#9fb0c0);--line:light-dark(#dfe5ea,#33414e);--paper:light-dark(#fff,#1b242d);--back:light-dark(#f4f6f8,#11181f);--accent:light-dark(#0b6b5d,#4fbfab);--on:light-dark(#fff,#08211d)}
        body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:440px;margin:8vh auto;padding:32px;background:var(--paper);border:1px solid var(--line);border-radius:12px}
        h1{font-size:22px;margin:4px 0 12px}h2{font-size:15px;margin:24px 0 8px}small,.who{color:var(--quiet)}small{display:block;font-size:13px}
        fieldset{border:0;margin:0;padding:0}legend{padding:0;font-weight:600;font-size:15px;margin-bottom:8px}
        label{display:flex;gap:12px;align-items:center;padding:12px;border:1px solid var(--line);border-radius:8px;margin-bottom:8px;cursor:pointer}
        label:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}input{accent-color:var(--accent);margin:0}
        ul{margin:0;padding-left:20px}code{display:block;color:var(--quiet);font-size:13px}
        .buttons{display:flex;gap:12px;justify-content:flex-end;margin-top:28px}
        button{font:inherit;padding:9px 18px;border-radius:8px;border:1px solid var(--line);background:none;color:inherit;cursor:pointer}
        .primary{background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:600}
        </style></head><body><main><small>The sandbox's Pennylane. The real one looks different.</small><h1>{{title}}</h1>{{body}}</main></body></html>
        """);

    private static string Words(string scope) => scope.Split(':') switch
    {
        ["customers", var kind] => $"{Verb(kind)} customers and their contacts",
        ["customer_invoices", var kind] => $"{Verb(kind)} customer invoices, credit notes and payments",
        [var resource, var kind] => $"{Verb(kind)} {resource.Replace('_', ' ')}",
        _ => scope,
    };

    private static string Verb(string kind) => kind switch { "readonly" => "Read", "all" => "Read and change", _ => $"Export {kind} of" };

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
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
