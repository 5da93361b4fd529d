using System.Text.Json;

namespace PennaPay.Billy.Web.Sandbox.Pennylane;

/// <summary>All that a restart has to bring back.</summary>
internal sealed record PennylaneState(TimeSpan Ahead, IReadOnlyList<Grant> Grants, IReadOnlyList<CompanyState> Companies);

internal sealed record CompanyState(long Id, string Name, string RegNo, long LastId, int LastNumber, int LastCreditNumber)
{
    public required IReadOnlyList<SandboxCustomer> Customers { get; init; }

    public required IReadOnlyList<SandboxInvoice> Invoices { get; init; }

    public required IReadOnlyList<SandboxProduct> Products { get; init; }

    public required IReadOnlyList<SandboxTransaction> Transactions { get; init; }

    /// <summary>The changelogs of customers, invoices, products and transactions.</summary>
    public required IReadOnlyList<IReadOnlyList<Change>> Logs { get; init; }
}

/// <summary>
/// The file of it. It is written as a whole after every change: a company to practise in is small, and one for measuring, which is not, is
/// made where nothing is kept.
/// </summary>
internal sealed partial class PennylaneStateFile(string path, ILogger logger)
{
    private static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true };

    private readonly Lock gate = new();

    /// <summary>What was kept; null where there is nothing. What cannot be read is put aside.</summary>
    public PennylaneState? Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<PennylaneState>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException)
        {
            File.Move(path, path + ".unreadable", overwrite: true);
            Log.Unreadable(logger, path);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Log.NotKept(logger, path, fault.Message);
            return null;
        }
    }

    /// <summary>Puts the present state in the place of the former one, in one step.</summary>
    public void Write(Func<PennylaneState> state)
    {
        lock (gate)
        {
            try
            {
                var fresh = path + ".new";
                var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                using (var file = new FileStream(fresh, options))
                    JsonSerializer.Serialize(file, state(), Json);
                File.Move(fresh, path, overwrite: true);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                Log.NotKept(logger, path, fault.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What the sandbox holds is not kept in {Path}: {Reason}")]
        public static partial void NotKept(ILogger logger, string path, string reason);

        [LoggerMessage(LogLevel.Warning, "What the sandbox held cannot be read from {Path}. It was put aside, and the sandbox starts anew.")]
        public static partial void Unreadable(ILogger logger, string path);
    }
}
