using FsCheck;
using FsCheck.Fluent;
using PennaPay.Billy.Core.Sync;
using PennaPay.Billy.Core.Sync.Fields;
using PennaPay.Billy.Core.Sync.Merging;

namespace PennaPay.Billy.Tests.Sync;

public sealed class MergeTests
{
    private static readonly string?[] Values =
    [
        null, "", " ", "\u0007", "a", "A", " a ", "b", "B c", "x\r\ny", "x\ny  ", "12 34 56 78", "+45 12345678", "0045 87654321", "1.0", "1", "01.00", "12,50", "DK12345674", "12345674",
    ];

    [Fact]
    public void OneChange_GoesAcross()
    {
        Assert.Equal(new FieldDecision.Write(SyncSide.There, "ny", ChangeReason.ChangedHere), Decide(agreed: "før", here: "ny", there: "før"));
        Assert.Equal(new FieldDecision.Write(SyncSide.Here, "ny", ChangeReason.ChangedThere), Decide(agreed: "før", here: "før", there: "ny"));
        Assert.Equal(new FieldDecision.Agreed(), Decide(agreed: "før", here: "ny", there: " ny "));
    }

    [Theory]
    [InlineData(SyncPriority.Here, SyncSide.There, "vores")]
    [InlineData(SyncPriority.There, SyncSide.Here, "deres")]
    public void TwoChanges_AreDecidedByPriority(SyncPriority priority, SyncSide written, string value)
    {
        var expected = new FieldDecision.Write(written, value, ChangeReason.Priority);

        Assert.Equal(expected, Decide(agreed: "før", here: "vores", there: "deres", priority: priority));
        Assert.Equal(expected, Decide(agreed: null, here: "vores", there: "deres", priority: priority));
    }

    [Fact]
    public void WithoutPriority_TwoChangesAreAConflict()
    {
        Assert.Equal(new FieldDecision.Conflict(), Decide(agreed: "før", here: "vores", there: "deres"));
        Assert.Equal(new FieldDecision.Conflict(), Decide(agreed: null, here: "vores", there: "deres"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0007")]
    public void WhatWasEmptied_IsAskedAbout_WhateverThePriority(string nothing) => Assert.All(Enum.GetValues<SyncPriority>(), priority =>
    {
        Assert.Equal(new FieldDecision.Emptied(SyncSide.Here), Decide(agreed: "før", here: nothing, there: "før", priority: priority));
        Assert.Equal(new FieldDecision.Emptied(SyncSide.There), Decide(agreed: "før", here: "før", there: nothing, priority: priority));
    });

    [Fact]
    public void TwoThatMeet_FillEachOther()
    {
        Assert.Equal(new FieldDecision.Write(SyncSide.There, "a", ChangeReason.Filled), Decide(agreed: null, here: "a", there: null));
        Assert.Equal(new FieldDecision.Write(SyncSide.Here, "a", ChangeReason.Filled), Decide(agreed: null, here: " ", there: "a"));
    }

    [Fact]
    public void AnAnswer_IsDone()
    {
        Assert.Equal(new FieldDecision.Write(SyncSide.There, null, ChangeReason.Answered), Decide("før", null, "før", answer: FieldAnswer.UseHere));
        Assert.Equal(new FieldDecision.Write(SyncSide.Here, "deres", ChangeReason.Answered), Decide("før", "vores", "deres", answer: FieldAnswer.UseThere));
        Assert.Equal(new FieldDecision.Kept(), Decide("før", "vores", "deres", answer: FieldAnswer.KeepApart));
    }

    [Fact]
    public void AConstant_ChangesWithTheMapping_AndAnEmptyOneSaysNothing()
    {
        var row = new FieldRow("a", "b", SyncDirection.ToThere) { Rule = FieldRule.Constant, Constant = "Kunde" };

        Assert.Equal(
            new FieldDecision.Write(SyncSide.There, "Kunde", ChangeReason.ChangedHere),
            Merge.Decide(row, FieldType.Text, SyncDirection.ToThere, SyncPriority.Ask, new("x", "Gammel"), "x", "Gammel"));
        Assert.Equal(
            new FieldDecision.Kept(),
            Merge.Decide(row with { Constant = " " }, FieldType.Text, SyncDirection.ToThere, SyncPriority.Ask, new("x", "Gammel"), "x", "Gammel"));
    }

    [Fact]
    public void OneWay_NeverWritesTheSource() => ForAll(one =>
        one.Direction == SyncDirection.Both || one.Decide() is not FieldDecision.Write write
        || write.Side == (one.Direction == SyncDirection.ToThere ? SyncSide.There : SyncSide.Here));

    [Fact]
    public void WhatIsWritten_IsAgreedFromThenOn() => ForAll(one =>
        one.Decide() is not FieldDecision.Write || one.After() is { } next && next.Decide() is FieldDecision.Agreed);

    [Fact]
    public void WhatIsDone_IsDone() => ForAll(one =>
        one.Decide() is FieldDecision.Conflict or FieldDecision.Emptied || one.After().Decide() is FieldDecision.Agreed or FieldDecision.Kept);

    [Fact]
    public void NothingIsEmptied_UnlessAPersonSaysSo() => ForAll(one =>
        one.Answer is not null || one.Decide() is not FieldDecision.Write write || FieldValue.Normalise(one.Type, write.Value) is not null);

    [Fact]
    public void WithoutPriority_NothingIsWrittenWhereBothChanged() => ForAll(one =>
        one is not { Direction: SyncDirection.Both, Priority: SyncPriority.Ask, Answer: null, Agreed: { } agreed }
        || FieldValue.Same(one.Type, agreed.Here, one.Here) || FieldValue.Same(one.Type, agreed.There, one.There)
        || one.Decide() is not FieldDecision.Write);

    [Fact]
    public void TheTwoSides_AreTreatedAlike() => ForAll(one =>
        one.Row.Rule != FieldRule.AsIs || Mirror(one.Decide()) == one.Mirrored().Decide());

    private static FieldDecision Decide(
        string? agreed, string? here, string? there, SyncPriority priority = SyncPriority.Ask, FieldAnswer? answer = null) => Merge.Decide(
            new("a", "b"), FieldType.Text, SyncDirection.Both, priority, agreed is null ? null : new(agreed, agreed), here, there, answer);

    private static void ForAll(Func<Field, bool> holds) => Prop.ForAll(Fields().ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static Gen<Field> Fields() =>
        from type in Gen.Elements(Enum.GetValues<FieldType>())
        from direction in Gen.Elements(Enum.GetValues<SyncDirection>())
        from rule in Gen.Elements(Enum.GetValues<FieldRule>())
        from constant in Gen.Elements(Values)
        from priority in Gen.Elements(Enum.GetValues<SyncPriority>())
        from met in Gen.Elements(true, true, false)
        from agreedHere in Gen.Elements(Values)
        from agreedThere in Gen.Elements(Values)
        from here in Gen.Elements(Values)
        from there in Gen.Elements(Values)
        from answer in Gen.Elements<FieldAnswer?>(null, null, null, FieldAnswer.UseHere, FieldAnswer.UseThere, FieldAnswer.KeepApart)
        // Rules that lose something go one way only.
        let row = new FieldRow("a", "b", direction) { Rule = direction == SyncDirection.Both ? FieldRule.AsIs : rule, Constant = constant }
        // Nobody is ever asked about a constant.
        select new Field(row, type, priority, met ? new AgreedValue(agreedHere, agreedThere) : null, here, there, row.Rule == FieldRule.Constant ? null : answer);

    private static FieldDecision Mirror(FieldDecision decision) => decision switch
    {
        FieldDecision.Write write => new FieldDecision.Write(Other(write.Side), write.Value, write.Reason switch
        {
            ChangeReason.ChangedHere => ChangeReason.ChangedThere,
            ChangeReason.ChangedThere => ChangeReason.ChangedHere,
            var same => same,
        }),
        FieldDecision.Emptied emptied => new FieldDecision.Emptied(Other(emptied.Side)),
        _ => decision,
    };

    private static SyncSide Other(SyncSide side) => side == SyncSide.Here ? SyncSide.There : SyncSide.Here;

    private sealed record Field(FieldRow Row, FieldType Type, SyncPriority Priority, AgreedValue? Agreed, string? Here, string? There, FieldAnswer? Answer)
    {
        public SyncDirection Direction => Row.Direction;

        public FieldDecision Decide() => Merge.Decide(Row, Type, Direction, Priority, Agreed, Here, There, Answer);

        /// <summary>The field once the decision is carried out and remembered, with no answer any more.</summary>
        public Field After()
        {
            var done = Decide() switch
            {
                FieldDecision.Write { Side: SyncSide.Here } write => this with { Here = write.Value },
                FieldDecision.Write write => this with { There = write.Value },
                _ => this,
            };
            return done with { Agreed = new AgreedValue(done.Here, done.There), Answer = null };
        }

        public Field Mirrored() => this with
        {
            Row = Row with
            {
                Direction = Direction switch { SyncDirection.ToHere => SyncDirection.ToThere, SyncDirection.ToThere => SyncDirection.ToHere, var both => both },
            },
            Priority = Priority switch { SyncPriority.Here => SyncPriority.There, SyncPriority.There => SyncPriority.Here, var ask => ask },
            Agreed = Agreed is { } agreed ? new AgreedValue(agreed.There, agreed.Here) : null,
            Here = There,
            There = Here,
            Answer = Answer switch { FieldAnswer.UseHere => FieldAnswer.UseThere, FieldAnswer.UseThere => FieldAnswer.UseHere, var other => other },
        };
    }
}
