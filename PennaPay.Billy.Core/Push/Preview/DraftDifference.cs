using PennaPay.Billy.Core.Push.Targets;

namespace PennaPay.Billy.Core.Push.Preview;

/// <summary>What changed between two drafts. Pure.</summary>
public sealed record DraftDifference(IReadOnlySet<DraftField> Fields, IReadOnlyList<LineChange> Lines)
{
    /// <summary>Whether the system would get the same draft again.</summary>
    public bool IsNone => Fields.Count == 0 && Lines.All(line => line.IsSame);

    public static DraftDifference Between(DraftView before, DraftView now)
    {
        HashSet<DraftField> fields = [];
        Compare(DraftField.Contact, before.Contact, now.Contact);
        Compare(DraftField.Type, before.Type, now.Type);
        Compare(DraftField.Reference, before.Reference, now.Reference);
        Compare(DraftField.InvoiceNo, before.InvoiceNo, now.InvoiceNo);
        Compare(DraftField.EntryDate, before.EntryDate, now.EntryDate);
        Compare(DraftField.DueDate, before.DueDate, now.DueDate);
        Compare(DraftField.Currency, before.Currency, now.Currency);
        Compare(DraftField.Message, before.Message, now.Message);
        Compare(DraftField.Credits, before.Credits, now.Credits);
        Compare(DraftField.Totals, before.Totals, now.Totals);
        return new(fields, Pair(before.Lines, now.Lines));

        void Compare<T>(DraftField field, T old, T current)
        {
            if (!EqualityComparer<T>.Default.Equals(old, current))
                fields.Add(field);
        }
    }

    /// <summary>
    /// Lines that say the same belong together, in order; between them what was taken away stands for what came instead,
    /// and the rest is gone or new.
    /// </summary>
    private static List<LineChange> Pair(IReadOnlyList<DraftViewLine> before, IReadOnlyList<DraftViewLine> now)
    {
        var common = CommonTails(before, now);
        List<LineChange> paired = [];
        List<DraftViewLine> gone = [], added = [];
        for (int i = 0, j = 0; i < before.Count || j < now.Count;)
        {
            if (i < before.Count && j < now.Count && before[i].Description == now[j].Description)
            {
                Settle();
                paired.Add(new(before[i++], now[j++]));
            }
            else if (j == now.Count || i < before.Count && common[i + 1, j] >= common[i, j + 1])
            {
                gone.Add(before[i++]);
            }
            else
            {
                added.Add(now[j++]);
            }
        }

        Settle();
        return paired;

        void Settle()
        {
            for (var k = 0; k < Math.Max(gone.Count, added.Count); k++)
                paired.Add(new(gone.ElementAtOrDefault(k), added.ElementAtOrDefault(k)));
            gone.Clear();
            added.Clear();
        }
    }

    /// <summary>How many lines the ends from (i, j) on have in common.</summary>
    private static int[,] CommonTails(IReadOnlyList<DraftViewLine> before, IReadOnlyList<DraftViewLine> now)
    {
        var common = new int[before.Count + 1, now.Count + 1];
        for (var i = before.Count - 1; i >= 0; i--)
        {
            for (var j = now.Count - 1; j >= 0; j--)
            {
                common[i, j] = before[i].Description == now[j].Description
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
