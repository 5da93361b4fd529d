using System.Globalization;
using System.Net;
using Microsoft.Extensions.Localization;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Resources;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Health;

/// <summary>
/// What is answered to everything while the database is damaged: what happened and what to do, in both languages, because whose
/// page it is stands in the database. It needs nothing but itself.
/// </summary>
internal static class DamagedPage
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:60ch;margin:10vh auto;padding:0 1.5rem;color-scheme:light dark}section+section{margin-top:3rem}";

    /// <summary>Takes the place of every answer once damage is known, and of the one that stumbled over it.</summary>
    public static void UseDamagedPage(this WebApplication app)
    {
        var damage = app.Services.GetRequiredService<DatabaseDamage>();
        app.Use(async (context, next) =>
        {
            if (!damage.IsKnown || IsHealth(context))
            {
                try
                {
                    await next(context);
                    return;
                }
                catch (Exception fault) when (DatabaseDamage.IsMeantBy(fault) && !context.Response.HasStarted)
                {
                    damage.Notice(fault);
                }
            }

            await WriteAsync(context);
        });
    }

    /// <summary>Serves the page alone, where the database is too damaged for the program to start.</summary>
    public static WebApplication Alone(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddLocalization();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.Run(context => context.Request.Path == "/health/live" ? HealthEndpoints.AnswerAsync(context, isWell: true)
            : IsHealth(context) ? HealthEndpoints.AnswerAsync(context, isWell: false)
            : WriteAsync(context));
        return app;
    }

    private static bool IsHealth(HttpContext context) => context.Request.Path.StartsWithSegments("/health");

    private static Task WriteAsync(HttpContext context)
    {
        var texts = context.RequestServices.GetRequiredService<IStringLocalizer<FailureTexts>>();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!DOCTYPE html><html lang=\"da\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + $"<title>PennaPay</title><style>{Style}</style></head><body><main>{In("da", texts)}{In("en", texts)}"
            + $"<p><code>{FailureCodes.DatabaseDamaged}</code></p></main></body></html>",
            context.RequestAborted);
    }

    private static string In(string language, IStringLocalizer<FailureTexts> texts)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return $"<section lang=\"{language}\"><h1>{Say("title")}</h1><p>{Say("text")}</p><p>{Say("next")}</p></section>";
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }

        string Say(string part) => WebUtility.HtmlEncode(texts[$"{FailureCodes.DatabaseDamaged}.{part}"]);
    }
}
