using PennaPay.Billy.Core.Push;
using PennaPay.Billy.Core.Push.Copies;

namespace PennaPay.Billy.Tests.Push.Looks;

public sealed class ConditionRulesTests
{
    [Theory]
    [InlineData(DocumentCondition.Draft, DocumentCondition.Booked, true, DocumentCondition.Booked)]
    [InlineData(DocumentCondition.Booked, DocumentCondition.Draft, true, DocumentCondition.Booked)]
    [InlineData(DocumentCondition.Paid, DocumentCondition.ChangedThere, true, DocumentCondition.Paid)]
    [InlineData(DocumentCondition.Paid, DocumentCondition.PartlyPaid, true, DocumentCondition.PartlyPaid)]
    [InlineData(DocumentCondition.Credited, DocumentCondition.Booked, true, DocumentCondition.Credited)]
    [InlineData(DocumentCondition.Credited, DocumentCondition.Voided, true, DocumentCondition.Voided)]
    [InlineData(DocumentCondition.ChangedThere, DocumentCondition.Draft, true, DocumentCondition.Draft)]
    [InlineData(DocumentCondition.ChangedThere, DocumentCondition.Draft, false, DocumentCondition.ChangedThere)]
    [InlineData(DocumentCondition.Deleted, DocumentCondition.Draft, true, DocumentCondition.Draft)]
    public void LaterLook_IsBelieved_UnlessItShowsLessOrCannotBe(
        DocumentCondition before, DocumentCondition seen, bool isWhole, DocumentCondition expected) =>
        Assert.Equal(expected, ConditionRules.After(before, seen, isWhole));
}
