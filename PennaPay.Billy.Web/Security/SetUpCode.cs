using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Web.Security;

/// <summary>
/// What only who installs the program can read, on its console and in its data folder, and has to say to become its owner;
/// in Development nobody is asked. It holds for a quarter of an hour. Then a new one takes its place.
/// </summary>
public sealed class SetUpCode(IOptions<StorageOptions> storage, IHostEnvironment environment, TimeProvider time)
{
    /// <summary>How long a code holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private const int Length = 12;

    private readonly Lock gate = new();
    private string? code;
    private DateTimeOffset until;

    /// <summary>Whether it is asked for.</summary>
    public bool IsNeeded => !environment.IsDevelopment();

    private string File => Path.Combine(storage.Value.DataDirectory, "setup-code");

    /// <summary>Makes and tells a code, unless there is one that holds.</summary>
    public void Offer()
    {
        if (!IsNeeded)
            return;
        lock (gate)
        {
            if (code is not null && time.GetUtcNow() < until)
                return;
            code = PrintedCode.Create(Length);
            until = time.GetUtcNow() + Lifetime;
            var shown = PrintedCode.Show(code);
            Write(shown);
            // Not a log line: logs are kept, and sent elsewhere.
            Console.Out.WriteLine($"Set-up code: {shown} (until {until:HH:mm:ss} UTC; also in {File}). The first page of the dashboard asks for it.");
        }
    }

    /// <summary>Whether that is the code. Spaces, hyphens and small letters do not matter.</summary>
    public bool Is(string? typed)
    {
        if (!IsNeeded)
            return true;
        var letters = PrintedCode.Read(typed);
        lock (gate)
        {
            return code is not null && time.GetUtcNow() < until
                && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(letters), Encoding.ASCII.GetBytes(code));
        }
    }

    /// <summary>Takes it away once the installation has its owner.</summary>
    public void Forget()
    {
        lock (gate)
        {
            code = null;
            System.IO.File.Delete(File);
        }
    }

    private void Write(string shown)
    {
        System.IO.File.Delete(File);
        using var file = new StreamWriter(OwnerOnly.CreateFile(File));
        file.WriteLine(shown);
    }
}
