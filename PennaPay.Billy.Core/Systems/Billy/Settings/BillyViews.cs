using PennaPay.Billy.Core.Connections;

namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>A view of a connection to Billy, with what is Billy's own about it.</summary>
public static class BillyViews
{
    extension(ConnectionView view)
    {
        /// <summary>The number of the account that sales go to; null leaves it to Billy's default.</summary>
        public string? DefaultAccountCode => BillyChoices.Read(view.Settings).DefaultAccountCode;

        /// <summary>What the owner wants; <see cref="Numbering.UseIn"/> says what is done.</summary>
        public NumberUse NumberUse => BillyChoices.Read(view.Settings).NumberUse;

        /// <summary>Who numbers the organisation's invoices.</summary>
        public NumberingMode NumberingMode => Numbering.ModeOf(BillyFacts.Read(view.Facts).InvoiceNoMode);
    }
}
