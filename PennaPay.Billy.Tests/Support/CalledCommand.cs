using PennaPay.Billy.Web.Commands;

namespace PennaPay.Billy.Tests.Support;

/// <summary>What the program answered to a command, called within this process.</summary>
internal sealed record CalledCommand(int ExitCode, string Output, string Errors)
{
    /// <param name="dataDirectory">The data folder that it works on.</param>
    /// <param name="arguments">The command, and settings after it.</param>
    /// <param name="typed">What somebody types when asked.</param>
    public static async Task<CalledCommand> RunAsync(string dataDirectory, IEnumerable<string> arguments, string typed = "")
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exitCode = await CommandLine.RunAsync([.. arguments, $"--Storage:DataDirectory={dataDirectory}"], output, errors, new StringReader(typed));
        return new(exitCode, $"{output}".Trim(), $"{errors}".Trim());
    }
}
