using System.Net;
using System.Text;

namespace PennaPay.Billy.Web.Sandbox.Engine;

/// <summary>The looks of pages on which people let clients in.</summary>
internal static class SignInPage
{
    private const string Html = "text/html; charset=utf-8";

    /// <summary>A page.</summary>
    /// <param name="system">The system's name.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="body">Markup.</param>
    /// <param name="status">The status it comes with.</param>
    public static ApiAnswer Show(string system, string title, string body, int status = 200) => new(status, Frame(system, title, body), false) { ContentType = Html };

    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static byte[] Frame(string system, string title, string body) => Encoding.UTF8.GetBytes(
        $$"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>{{title}} · {{system}} (sandbox)</title>
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
        </style></head><body><main><small>The sandbox's {{system}}. The real one looks different.</small><h1>{{title}}</h1>{{body}}</main></body></html>
        """);
}
