using Microsoft.Extensions.Options;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Health;

/// <summary>Refuses to start where the program could not do its work, with one sentence for each problem.</summary>
internal static class StartupChecks
{
    /// <exception cref="StartupRefusedException">Something has to be put right first.</exception>
    public static void Run(WebApplication app)
    {
        List<string> problems = [.. ProblemsOfOptions(app.Services)];
        if (problems.Count == 0)
        {
            problems.AddRange(StorageChecks.Problems(app));
            problems.AddRange(TransportChecks.Problems(
                app.Configuration, app.Environment, app.Services.GetRequiredService<IOptions<SecurityOptions>>().Value));
        }

        if (problems.Count > 0)
            throw new StartupRefusedException(problems);
    }

    private static IEnumerable<string> ProblemsOfOptions(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException invalid)
        {
            return invalid.Failures;
        }
        catch (AggregateException several) when (several.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(e => e.Failures).Distinct();
        }
    }
}
