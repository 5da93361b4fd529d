using System.Globalization;
using Xunit.Abstractions;

namespace PennaPay.Billy.Tests.Rig;

/// <summary>The program as it is, killed over and over before a Billy that fails in every way: each invoice is there once, and right.</summary>
public sealed class KillRigTests(ITestOutputHelper output)
{
    private const int Lives = 8;

    private static readonly int Rounds = Number(RigFactAttribute.Rounds) ?? 1;

    [RigFact]
    [Trait("Category", "Rig")]
    public async Task KilledOverAndOver_EveryInvoiceIsThereOnce()
    {
        var first = Number("RIG_SEED") ?? 1;
        var (kills, faults, pushes, sent, waiting, duplicates, lost, unequal) = (0, 0, 0, 0, 0, 0, 0, 0);
        List<string> failures = [];
        for (var seed = first; seed < first + Rounds; seed++)
        {
            await using var round = new KillRound(seed, restores: seed % 2 == 0);
            var result = await round.RunAsync(Lives);
            (kills, faults, sent) = (kills + round.Kills, faults + round.Billy.Faults, sent + round.SentAlive);
            (pushes, waiting) = (pushes + result.Pushes, waiting + result.Waiting);
            (duplicates, lost, unequal) = (duplicates + result.Duplicates.Count, lost + result.Lost.Count, unequal + result.Unequal.Count);
            if (Environment.GetEnvironmentVariable("RIG_LOG") is { } folder)
                await File.WriteAllTextAsync(Path.Combine(folder, $"rig-{seed}.log"), await round.DescribeAsync());
            if (result.Duplicates.Count + result.Lost.Count + result.Unequal.Count > 0)
            {
                failures.Add(
                    $"RIG_SEED={seed}: twice [{string.Join(", ", result.Duplicates)}], lost [{string.Join(", ", result.Lost)}], "
                    + $"unequal [{string.Join(", ", result.Unequal)}]\n{await round.DescribeAsync()}");
            }
        }

        output.WriteLine(
            $"Rig: {Rounds} rounds from seed {first}, {kills} kills, {faults} faults, {pushes} pushes, {sent} drafts sent between kills, "
            + $"{waiting} wait for a person, {duplicates} duplicates, {lost} lost, {unequal} unequal");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
