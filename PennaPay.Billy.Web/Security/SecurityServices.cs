using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Web.Security.Circuits;

namespace PennaPay.Billy.Web.Security;

internal static class SecurityServices
{
    /// <summary>Adds sign-in. Whatever is mapped needs it, unless it says otherwise.</summary>
    public static IServiceCollection AddProgramSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SecurityOptions>()
            .Bind(configuration.GetSection(SecurityOptions.Section))
            .Validate(o => o.SignInsPerMinute > 0, "Security:SignInsPerMinute must be at least 1.")
            .ValidateOnStart();
        services.AddCircuits(configuration);
        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                // An e-mail address is the user's name, and may hold any character that addresses hold.
                options.User.AllowedUserNameCharacters = "";
                options.Password.RequiredLength = 10;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddEntityFrameworkStores<WorkspaceDbContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<UserClaims>();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(ConfigureCookie);
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddAuthorizationBuilder().SetFallbackPolicy(
            new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "pennapay.antiforgery";
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it, and more strictly
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, UserRevalidation>();
        services.AddScoped<CurrentUser>();
        services.AddScoped<UserAccounts>();
        services.AddSingleton<UserPreferences>();
        services.AddSingleton<SignInThrottle>();
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "pennapay.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.Events.OnSigningIn = CircuitVisitor.MarkAsync;
        options.Events.OnRedirectToLogin = AskWhoIsThereAsync;
        options.Events.OnValidatePrincipal = session =>
        {
            // A session that was begun in the future would not be checked until the clock has caught up with it.
            if (session.Properties.IssuedUtc > session.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + ClockWatch.Tolerance)
                session.Properties.IssuedUtc = null;
            return SecurityStampValidator.ValidatePrincipalAsync(session);
        };
    }

    /// <summary>Pages lead to the first run or to sign-in; everything else is refused.</summary>
    private static async Task AskWhoIsThereAsync(RedirectContext<CookieAuthenticationOptions> redirect)
    {
        var request = redirect.Request;
        if (!HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/_blazor"))
            redirect.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else if (!await redirect.HttpContext.RequestServices.GetRequiredService<UserAccounts>().ExistAsync(redirect.HttpContext.RequestAborted))
            redirect.Response.Redirect("/first-run");
        else
            redirect.Response.Redirect(request.Path == "/" ? "/sign-in" : redirect.RedirectUri);
    }
}
