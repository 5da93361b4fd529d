namespace PennaPay.Billy.Tests.Benchmarks;

/// <summary>The benchmarks' command line; the tests themselves are run by <c>dotnet test</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Console.Error.WriteLine($"Usage: bench <name>  ({args.Length} arguments given)");
        return 2;
    }
}
