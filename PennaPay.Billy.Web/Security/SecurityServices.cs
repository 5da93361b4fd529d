using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Security.Circuits;
using PennaPay.Billy.Web.Security.Passwords;
using PennaPay.Billy.Web.Security.Sessions;

namespace PennaPay.Billy.Web.Security;

internal static class SecurityServices
{
    /// <summary>Adds sign-in. Whatever is mapped needs it, unless it says otherwise.</summary>
    public static IServiceCollection AddProgramSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecurityOptions>()
            .Bind(configuration.GetSection(SecurityOptions.Section))
            .Validate(o => o.SignInsPerMinute > 0, "Security:SignInsPerMinute must be at least 1.")
            .Validate(o => o.SessionIdle > TimeSpan.Zero, "Security:SessionIdle must be longer than nothing, such as '08:00:00'.")
            .Validate(o => o.SessionLifetime >= o.SessionIdle, "Security:SessionLifetime must be at least Security:SessionIdle, such as '30.00:00:00'.")
            .ValidateOnStart();
        services.AddCircuits(configuration);
        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                // An e-mail address is the user's name, and may hold any character that addresses hold.
                options.User.AllowedUserNameCharacters = "";
                options.Password.RequiredLength = PasswordRules.ShortestPassword;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
            })
            .AddEntityFrameworkStores<WorkspaceDbContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<UserClaims>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddTransport();
        services.ConfigureApplicationCookie(ConfigureCookie);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<IHostEnvironment, IOptions<SecurityOptions>>((cookie, environment, security) =>
            {
                OwnCookie.Configure(cookie.Cookie, "session", Transport.IsEncrypted(environment, security.Value));
                cookie.ExpireTimeSpan = security.Value.SessionLifetime;
            });
        services.AddAuthorizationBuilder().SetFallbackPolicy(
            new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IHostEnvironment, IOptions<SecurityOptions>>((options, environment, security) =>
        {
            OwnCookie.Configure(options.Cookie, "antiforgery", Transport.IsEncrypted(environment, security.Value));
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it, and more strictly
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, UserRevalidation>();
        services.AddScoped<Visitor>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<UserAccounts>();
        services.AddScoped<PasswordAgain>();
        services.AddSingleton<OwnOrigin>();
        services.AddSingleton<SetUpCode>();
        services.AddSingleton<GuessDelays>();
        services.AddSingleton<RefusalAudit>();
        services.AddSingleton<KnownDevices>();
        services.AddSingleton<SessionFeed>();
        services.AddSingleton<UserSessions>();
        services.AddScoped<BrowserSignIn>();
        services.AddScoped<CircuitHandler, SessionActivity>();
        services.AddSingleton<UserPreferences>();
        services.AddSingleton<SignInThrottle>();
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        // The session's row says when it is over.
        options.SlidingExpiration = false;
        options.Events.OnRedirectToLogin = AskWhoIsThereAsync;
        // The pages lead on by themselves, and only to where LocalUrl lets them.
        options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        options.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
    }

    /// <summary>Pages lead to the first run or to sign-in; everything else is refused.</summary>
    private static async Task AskWhoIsThereAsync(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        var (request, isPage) = (redirect.Request, HttpMethods.IsGet(redirect.Request.Method) && !redirect.Request.Path.StartsWithSegments("/_blazor"));
        if (!await redirect.HttpContext.RequestServices.GetRequiredService<UserAccounts>().ExistAsync(redirect.HttpContext.RequestAborted))
        {
            if (isPage)
            {
                redirect.Response.Redirect("/first-run");
                return;
            }

            redirect.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await redirect.Response.WriteAsync("Set-up is waiting: open /first-run in a browser.", redirect.HttpContext.RequestAborted);
        }
        else if (!isPage)
            redirect.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            redirect.Response.Redirect(request.Path == "/" ? "/sign-in" : redirect.RedirectUri);
    }
}
